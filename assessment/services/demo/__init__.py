"""The demo: made-up people who answer, share, coach and hire through the services of everybody."""
