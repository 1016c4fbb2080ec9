using System.Globalization;
using Spectre.Console;

namespace EcgStream.Simulator.Replay;

/// <summary>Shows on a terminal how a replay goes; writes nothing where the output goes to a file or another program.</summary>
public static class ReplayDisplay
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Shows until <paramref name="run"/> is over.</summary>
    /// <param name="progress">How it stands.</param>
    /// <param name="seconds">How long it will last, or null.</param>
    public static async Task ShowAsync(Task run, Func<ReplayProgress> progress, double? seconds, IAnsiConsole console)
    {
        if (console.Profile.Out.IsTerminal) await console.Status().Spinner(Spinner.Known.Line).StartAsync("…", async context =>
        {
            while (!run.IsCompleted)
            {
                context.Status(Line(progress(), seconds));
                await Task.WhenAny(run, Task.Delay(Period));
            }
        });
        await run;
    }

    /// <summary>One line: time, beats sent, beats sent again, failures of the door.</summary>
    internal static string Line(ReplayProgress now, double? seconds)
    {
        var rate = now.Elapsed > TimeSpan.Zero ? now.Sent / now.Elapsed.TotalSeconds : 0;
        var end = seconds is { } whole ? string.Create(CultureInfo.InvariantCulture, $" of {TimeSpan.FromSeconds(whole):m\\:ss}") : "";
        var again = now.SentAgain + now.Failures == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $", {now.SentAgain} sent again, {now.Failures} calls failed");
        return string.Create(CultureInfo.InvariantCulture, $"{now.Elapsed:m\\:ss}{end}: {now.Sent} beats sent, {rate:F0} a second{again}");
    }
}
