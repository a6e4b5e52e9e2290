"""Tests of documents: charts, findings in print, PDF."""
