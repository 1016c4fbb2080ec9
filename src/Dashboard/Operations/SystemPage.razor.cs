using System.Globalization;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Operations;

/// <summary>What the server does now: load, queues, delays, memory.</summary>
public sealed partial class SystemPage
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Delays are looked at every so many reads, over so many patients: enough for a picture, little for the server.</summary>
    private const int DelaysEvery = 5, DelayPatients = 10;

    private ElementReference _beatsElement;
    private ElementReference _cpuElement;
    private ServerStats? _stats;
    private double? _beatsPerSecond;
    private double? _cores;
    private DelaySample? _delays;
    private int _reads;
    private string? _failure;

    private IEnumerable<(string Label, string Value, string Unit)> Figures
    {
        get
        {
            if (_stats is not { } now)
                yield break;
            yield return ("patients, live of admitted", $"{now.LivePatients:N0} / {now.Patients:N0}", "");
            if (_beatsPerSecond is { } beats)
                yield return ("beats judged a second", Number(beats), "/s");
            yield return ("beats judged since admission", now.BeatsJudged.ToString("N0", CultureInfo.InvariantCulture), "");
            yield return ("beats waiting for the models", now.QueueDepth.ToString("N0", CultureInfo.InvariantCulture), "");
            yield return ("beats a run of the models, mean", Number(now.BatchMean), "");
            yield return ("beats of the largest run just now", now.BatchMost.ToString("N0", CultureInfo.InvariantCulture), "");
            if (_cores is { } cores)
                yield return ("processor", Number(cores), "cores");
            yield return ("memory of the process", Number(now.WorkingSetBytes / 1e6), "MB");
            yield return ("of it managed", Number(now.ManagedBytes / 1e6), "MB");
            if (now.HistoryBytes is { } bytes)
                yield return ("history on disk", Number(bytes / 1e6), "MB");
            yield return ("up", UpTime(TimeSpan.FromSeconds(now.UptimeSeconds)), "");
            if (_delays is not { } delays)
                yield break;
            yield return ($"verdict after the beat, median of {delays.Beats}", Number(delays.VerdictMedianMs), "ms");
            yield return ("verdict after the beat, 99\u00a0%", Number(delays.VerdictP99Ms), "ms");
            yield return ("in history after the beat, median", Number(delays.StoredMedianMs), "ms");
            yield return ("in history after the beat, 99\u00a0%", Number(delays.StoredP99Ms), "ms");
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        Script = await PageScript.StartAsync(Js, "charts/rates.js", _beatsElement, _cpuElement);
        Repeat(Every, ReadAsync);
    }

    private async Task ReadAsync()
    {
        try
        {
            var next = await Api.GetAsync<ServerStats>("api/stats", Gone);
            if (_stats is { } before && next.UptimeSeconds > before.UptimeSeconds)
            {
                var seconds = next.UptimeSeconds - before.UptimeSeconds;
                _beatsPerSecond = Math.Max(0, next.BeatsJudged - before.BeatsJudged) / seconds;
                _cores = (next.CpuSeconds - before.CpuSeconds) / seconds;
                if (Script is not null)
                    await Script.CallAsync("add", Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, _beatsPerSecond, _cores);
            }
            if (_reads++ % DelaysEvery == 0)
                _delays = await SampleDelaysAsync() ?? _delays;
            (_stats, _failure) = (next, null);
        }
        catch (ApiException reason)
        {
            _failure = reason.Message;
        }
        StateHasChanged();
    }

    private async Task<DelaySample?> SampleDelaysAsync()
    {
        var beats = new List<StoredBeat>();
        foreach (var patient in Ward.Patients.Skip(_reads * DelayPatients % Math.Max(1, Ward.Patients.Count)).Take(DelayPatients))
            beats.AddRange((await Api.GetAsync<BeatPage>($"api/patients/{patient.PatientId}/beats?limit=20", Gone)).Items);
        return DelaySample.Of(beats);
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string UpTime(TimeSpan up) => up.TotalHours >= 24 ? $"{(int)up.TotalDays} d {up.Hours} h" : up.TotalMinutes >= 60 ? $"{up.Hours} h {up.Minutes} min" : $"{up.Minutes} min {up.Seconds} s";
}
