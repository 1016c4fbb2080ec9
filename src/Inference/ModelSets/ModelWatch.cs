using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.ModelSets;

/// <summary>
/// Looks at the models' folder every two seconds and puts a changed set in force; a bad one is refused and the old one keeps
/// judging. It polls: change notifications are missing on network shares and container volumes, where models often live.
/// </summary>
internal sealed class ModelWatch(
    ModelHost models, IOptions<InferenceOptions> options, TimeProvider clock, ILogger<ModelWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string _folder = options.Value.ModelsFolder;
    private string _seen = Stamp(options.Value.ModelsFolder);
    private string _tried = Stamp(options.Value.ModelsFolder);

    /// <summary>One look. A change counts when a second look finds the folder as it was: files may still be arriving.</summary>
    internal void Look()
    {
        var stamp = Stamp(_folder);
        var settled = stamp == _seen;
        _seen = stamp;
        if (!settled || stamp == _tried) return;
        _tried = stamp;
        try
        {
            logger.Replaced(models.Reload(_folder).Version);
        }
        catch (Exception e) // whatever is wrong with new files, patients go on being judged by the old ones
        {
            logger.Refused(models.Current.Manifest.Version, e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.WatchModels) return;
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    // All files, not the manifest alone: a graph may arrive after the manifest that names it.
    private static string Stamp(string folder)
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(folder).EnumerateFiles()
                .Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name; // a state like any other: loading from it says what is wrong
        }
    }
}
