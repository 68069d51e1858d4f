"""Speed and memory, measured and judged by ratios: to a fixed calibration, and to a named peer in the same run."""
