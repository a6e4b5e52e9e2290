"""CTO Readiness: where an aspiring CTO stands, and the first ninety days."""
