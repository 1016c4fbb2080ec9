"""How much teaching the shipped networks get. `python3 -m training.candidates` compares them inside TRAIN."""
from dataclasses import dataclass

SMALL = ("cnn", "cnn", "dnn", "lstm", "rocket")
LARGE = SMALL + ("inception", "inception", "cnn", "rocket")


@dataclass(frozen=True)
class Recipe:
    school: tuple       # kinds of teachers; a place's teacher is the same in every school that has it there
    copies: int         # distorted copies of each beat that the teachers judge for the students
    kernels: int        # random convolutions a dilation
    lstm_batch: int     # of the LSTM student


RECIPES = {
    "first": Recipe(SMALL, copies=12, kernels=100, lstm_batch=128),
    "longer": Recipe(SMALL, copies=24, kernels=200, lstm_batch=64),
    "school": Recipe(LARGE, copies=24, kernels=200, lstm_batch=64),
}
SHIPPED = "longer"
