using System.CommandLine;
using EcgStream.History;

namespace EcgStream.Silo.Commands;

/// <summary>How much history is kept.</summary>
internal sealed class KeepOptions
{
    private readonly Option<double?> _days = new("--keep-days") { Description = "delete beats and waveforms after so many days; alarms and trends after ten times as many" };
    private readonly Option<double?> _gigabytes = new("--keep-gigabytes") { Description = "delete the oldest beats and waveforms when there are more than so many GB (10^9 bytes)" };
    private readonly Option<double?> _alarmDays = new("--keep-alarm-days") { Description = "delete cleared alarms, trends and acts after so many days" };

    internal IEnumerable<Option> Options => [_days, _gigabytes, _alarmDays];

    /// <summary>What these options change in the history's; those not given leave it to the configuration.</summary>
    internal Action<HistoryOptions> Read(ParseResult parsed) => history =>
    {
        history.KeepDays = parsed.GetValue(_days) ?? history.KeepDays;
        history.KeepGigabytes = parsed.GetValue(_gigabytes) ?? history.KeepGigabytes;
        history.KeepAlarmDays = parsed.GetValue(_alarmDays) ?? history.KeepAlarmDays;
    };
}
