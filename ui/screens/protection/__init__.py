"""The pages of Protection: principles, registers and duties."""
