"""Statistical methods: pure functions on small arrays; one file a method, each checked against an independent program."""
