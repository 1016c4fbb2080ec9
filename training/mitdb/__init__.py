"""Trains the `mitdb` model set (continuous ECG, AAMI groups) on DS1 of the MIT-BIH Arrhythmia Database."""
