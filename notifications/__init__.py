"""What members are told: notices in their inbox; other channels come on top of the same rows."""
