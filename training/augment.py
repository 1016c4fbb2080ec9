"""A1: small random distortions of a batch of beats, made anew for every batch."""
import torch


def znormalise(beats):
    """Zero mean and unit standard deviation (divisor n-1, as in ECG5000)."""
    centred = beats - beats.mean(1, keepdim=True)
    return centred / centred.std(1, keepdim=True).clamp_min(1e-6)


def _ramp(knots, samples):
    """Matrix [knots, samples] that blends evenly spaced knot values smoothly (cosine weights)."""
    place = torch.linspace(0, knots - 1, samples)
    distance = (place[None] - torch.arange(knots)[:, None]).abs().clamp(max=1)
    return 0.5 + 0.5 * torch.cos(torch.pi * distance)


def a1(beats, shift=2.0, time=0.15, magnitude=0.1, scale=0.1, jitter=0.1, knots=5):
    """Shift (samples), time warp (log-speed), magnitude warp, scale, jitter, z-normalise again."""
    count, samples = beats.shape
    ramp = _ramp(knots, samples)
    speed = (torch.randn(count, knots) * time @ ramp).exp()
    place = speed.cumsum(1) - speed[:, :1]
    place = place / place[:, -1:] * (samples - 1)
    place = (place + (torch.rand(count, 1) * 2 - 1) * shift).clamp(0, samples - 1)
    left = place.floor().clamp(max=samples - 2)
    part = place - left
    left = left.long()
    warped = beats.gather(1, left) * (1 - part) + beats.gather(1, left + 1) * part
    warped = warped * (1 + torch.randn(count, knots) * magnitude @ ramp)
    warped = warped * (1 + torch.randn(count, 1) * scale)
    return znormalise(warped + torch.randn(count, samples) * jitter)
