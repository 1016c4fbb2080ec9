using System.Reflection;
using EcgStream.History;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>Passes calls on to a store, unless it is to be in trouble.</summary>
public class TroubledHistory : DispatchProxy
{
    private IHistory _store = null!;

    /// <summary>The disk is full while set.</summary>
    internal bool DiskFull { get; set; }

    /// <summary>How long commits take; null as they do.</summary>
    internal TimeSpan? CommitTime { get; set; }

    /// <summary>Reads of alarms fail while set.</summary>
    internal bool AlarmsUnreadable { get; set; }

    internal static (IHistory History, TroubledHistory Troubles) Before(IHistory store)
    {
        var history = Create<IHistory, TroubledHistory>();
        var troubles = (TroubledHistory)(object)history;
        troubles._store = store;
        return (history, troubles);
    }

    protected override object? Invoke(MethodInfo? method, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.Name switch
        {
            $"get_{nameof(IHistory.Trouble)}" when DiskFull => "the disk is full",
            $"get_{nameof(IHistory.Healthy)}" when DiskFull => false,
            $"get_{nameof(IHistory.CommitTime)}" when CommitTime is { } time => time,
            nameof(IHistory.GetAlarmsAsync) or nameof(IHistory.GetAlarmCursorAsync) when AlarmsUnreadable =>
                throw new HistoryUnavailableException("/secret/path is away"),
            _ => method.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null),
        };
    }
}
