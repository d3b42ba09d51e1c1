"""What a workspace must survive (`make faults`); short forms run with the tests."""
