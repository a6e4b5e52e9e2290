"""Coming in: registering, verifying, signing in and out, choosing a new password."""
