"""The pages: HTML that works without script, over the same core as everything else."""
