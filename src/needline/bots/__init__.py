"""How a bot is reached: one module per way of speaking."""
