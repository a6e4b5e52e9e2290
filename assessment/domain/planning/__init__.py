"""How a result, a job and its situation become a plan for ninety days (PLAN.md)."""
