"""Synthetic data and measurements. Nothing in here is part of a running office."""
