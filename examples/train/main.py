"""Trains a small classifier on the digits that come with scikit-learn; a restart goes on where it stopped.

Usage: python main.py [epochs] [folder]
"""

import json
import os
import pickle
import sys
import time

import numpy as np
import ray
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

PATIENCE = 10


def progress(done, total):
    """Rayport shows the last such line as a bar in lists and on the job's page."""
    print("RAYPORT_PROGRESS", json.dumps({"done": done, "total": total, "unit": "epochs"}), flush=True)


@ray.remote(num_cpus=1)
class Trainer:
    def __init__(self):
        pixels, digits = load_digits(return_X_y=True)
        split = train_test_split(pixels / 16, digits, test_size=0.25, random_state=0)
        self.pixels, self.test_pixels, self.digits, self.test_digits = split
        self.model = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.01, random_state=0)
        self.random = np.random.default_rng(0)

    def epoch(self):
        order = self.random.permutation(len(self.digits))
        self.model.partial_fit(self.pixels[order], self.digits[order], classes=np.arange(10))
        time.sleep(0.1)  # So small a model would be done before one can look.
        return self.model.score(self.test_pixels, self.test_digits)

    def state(self):
        return self.model, self.random

    def restore(self, state):
        self.model, self.random = state


def save(checkpoint, file):
    with open(file + ".new", "wb") as out:
        pickle.dump(checkpoint, out)
    os.replace(file + ".new", file)


def main(epochs, folder):
    ray.init()
    os.makedirs(folder, exist_ok=True)
    file = os.path.join(folder, "checkpoint.pkl")
    trainer = Trainer.remote()
    first, best, best_epoch = 0, 0.0, 0
    if os.path.exists(file):
        with open(file, "rb") as saved:
            first, best, best_epoch, state = pickle.load(saved)
        ray.get(trainer.restore.remote(state))
        print(f"Goes on after epoch {first} from {file}")

    for epoch in range(first + 1, epochs + 1):
        accuracy = ray.get(trainer.epoch.remote())
        if accuracy > best:
            best, best_epoch = accuracy, epoch
        progress(epoch, epochs)
        if epoch % 5 == 0 or epoch == epochs:
            save((epoch, best, best_epoch, ray.get(trainer.state.remote())), file)
            print(f"epoch {epoch}  accuracy {accuracy:.4f}  best {best:.4f}  checkpoint {file}", flush=True)
        if epoch - best_epoch >= PATIENCE:
            print(f"No better for {PATIENCE} epochs, stops early")
            break
    print(f"Best accuracy {best:.4f} in epoch {best_epoch}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 30,
        sys.argv[2] if len(sys.argv) > 2 else os.environ.get("RAYPORT_OUTPUT", "output"),
    )
