"""The parts of the demo generator: what is drawn (province, roads, city, places, areas) and how it is written."""
