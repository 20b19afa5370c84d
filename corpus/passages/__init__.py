"""Labelled passages written for this project, one folder for each framework; README.md there tells how."""
