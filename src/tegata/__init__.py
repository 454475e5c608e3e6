"""Tegata, the open smartphone e-certificate service. ARCHITECTURE.md is the map of the house."""
