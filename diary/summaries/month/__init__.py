"""The month: four weeks at a glance, a day that opens in place."""
