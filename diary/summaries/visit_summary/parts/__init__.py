"""The parts of the first page: facts become words and charts."""
