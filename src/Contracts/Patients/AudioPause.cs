using EcgStream.Signal.Alarms;
using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>
/// A patient's alarms make no sound for a while (IEC 60601-1-8: audio paused). They are shown as before. It ends by itself
/// and is broken by an alarm of a higher priority than any that was present when it began.
/// </summary>
/// <param name="Until">When sound comes back, server time.</param>
/// <param name="By">Who paused.</param>
/// <param name="At">When, server time.</param>
/// <param name="Covers">Highest priority that stays silent.</param>
[GenerateSerializer, Immutable, Alias("patient.audio-pause")]
public sealed record AudioPause(
    [property: Id(0)] DateTimeOffset Until,
    [property: Id(1)] string By,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] AlarmPriority Covers);
