"""What an edition does not hold and is computed when asked: quarters, wards over time, an area and months of choice."""
