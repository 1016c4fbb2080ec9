using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>
/// A connected producer's word while it has no beat to send; due at least every 2 s. It tells a heart that has stopped
/// (time goes on, no beat is in it) from a lead that is off and from a producer that has fallen silent: see
/// docs/adr/0008-silence.md. Sending it again, late or out of order does no harm.
/// </summary>
/// <param name="PatientId">Patient.</param>
/// <param name="At">Time on the clock of the samples up to which the signal has been watched.</param>
/// <param name="NextSample">Absolute index of the sample that comes next: every beat found until <see cref="At"/> lies before it.</param>
/// <param name="State">What the producer can see.</param>
/// <param name="Since">Since when, on the clock of the samples: Watching, since when it has watched and found no beat (the end of the last, or when it began to watch); LeadOff, since when the lead is off.</param>
[GenerateSerializer, Immutable, Alias("ecg.status")]
public sealed record EcgStatus(
    [property: Id(0)] string PatientId,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] long NextSample,
    [property: Id(3)] ProducerState State,
    [property: Id(4)] DateTimeOffset Since);
