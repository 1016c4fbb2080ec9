using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using EcgStream.Bench.Measuring;

namespace EcgStream.Bench.Rest;

/// <summary>The load generator wrk, where it is installed: a figure by somebody else's client.</summary>
internal static partial class Wrk
{
    /// <summary>Answers a second, or null where wrk is not installed.</summary>
    /// <exception cref="InvalidOperationException">It said nothing of that, or not every answer was a good one.</exception>
    internal static async Task<double?> SaturateAsync(Uri address, string body, int connections, TimeSpan time, string folder, CancellationToken cancel)
    {
        var script = Path.Combine(folder, "post.lua");
        await File.WriteAllTextAsync(script, $"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[{body}]==]\n", cancel);
        try
        {
            await using var wrk = new ChildProcess("wrk",
                "-t1", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{Math.Max(1, (int)time.TotalSeconds)}s"), "-s", script, address.ToString());
            var said = await wrk.OutputAsync(cancel);
            if (Rate().Match(said) is not { Success: true } rate || said.Contains("Non-2xx", StringComparison.Ordinal))
                throw new InvalidOperationException($"wrk said:\n{said}");
            return double.Parse(rate.Value, CultureInfo.InvariantCulture);
        }
        catch (Win32Exception)
        {
            return null; // not installed
        }
    }

    [GeneratedRegex(@"(?<=Requests/sec:\s*)[\d.]+")]
    private static partial Regex Rate();
}
