import numpy as np

from index.encoder.batches import Epochs


def test_epoch_has_every_example_by_its_share() -> None:
    epochs = Epochs([1] * 8, [1.0] * 4 + [3.0] * 4, batch=4, seed=1)
    epoch = np.concatenate([epochs.batch(number) for number in range(4)])
    assert sorted(epoch) == [0, 1, 2, 3, *[4] * 3, *[5] * 3, *[6] * 3, *[7] * 3]


def test_part_of_a_share_is_met_on_average() -> None:
    epochs = Epochs([1] * 1000, [0.5] * 1000, batch=10, seed=1)
    places = np.concatenate([epochs.batch(number) for number in range(200)])
    assert len(places) == 2000
    assert np.bincount(places, minlength=1000).mean() == 2
    assert np.bincount(places, minlength=1000).max() <= 5


def test_batch_depends_on_its_number_alone() -> None:
    forward, backward = (Epochs(list(range(40)), [1.0] * 40, batch=4, seed=5) for _ in range(2))
    ahead = [forward.batch(number).tolist() for number in range(25)]
    assert ahead == [backward.batch(number).tolist() for number in reversed(range(25))][::-1]


def test_epochs_differ() -> None:
    epochs = Epochs(list(range(40)), [1.0] * 40, batch=4, seed=5)
    assert [epochs.batch(n).tolist() for n in range(10)] != [epochs.batch(n).tolist() for n in range(10, 20)]


def test_texts_of_like_length_share_a_batch() -> None:
    epochs = Epochs(np.random.default_rng(0).permutation(200).tolist(), [1.0] * 200, batch=4, seed=5)
    lengths = np.random.default_rng(0).permutation(200)
    assert all(np.ptp(lengths[epochs.batch(number)]) == 3 for number in range(50))
