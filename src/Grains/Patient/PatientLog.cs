using EcgStream.Contracts.Alarms;
using Microsoft.Extensions.Logging;

namespace EcgStream.Grains.Patient;

// Patient ids at Debug only.
internal static partial class PatientLog
{
    [LoggerMessage(1, LogLevel.Debug, "A chunk of {Patient} was refused: {Reason}")]
    internal static partial void ChunkRefused(ILogger log, string patient, string? reason);

    [LoggerMessage(2, LogLevel.Debug, "The stream of {Patient} failed")]
    internal static partial void StreamFailed(ILogger log, string patient, Exception reason);

    [LoggerMessage(3, LogLevel.Debug, "A newer activation of {Patient} has taken over; this one ends")]
    internal static partial void Replaced(ILogger log, string patient);

    // What a killed server was doing shows in these two: the crash tests read them.
    [LoggerMessage(4, LogLevel.Debug, "Alarm {Rule} is {State} and not stored yet")]
    internal static partial void AlarmJudged(ILogger log, string rule, AlarmState state);

    [LoggerMessage(5, LogLevel.Debug, "Alarm {Rule} is stored as {State}")]
    internal static partial void AlarmStored(ILogger log, string rule, AlarmState state);
}
