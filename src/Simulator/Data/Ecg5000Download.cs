using System.IO.Compression;

namespace EcgStream.Simulator.Data;

/// <summary>Fetches the official files of ECG5000. They are no part of the project (PhysioNet, ODC-BY 1.0).</summary>
public static class Ecg5000Download
{
    /// <summary>Where the archive of the UEA and UCR time series repository lies.</summary>
    public static Uri Address { get; } = new("https://www.timeseriesclassification.com/aeon-toolkit/ECG5000.zip");

    private const long Largest = 64 << 20; // the archive has some 10 MB
    private static readonly string[] Wanted = ["ECG5000_TRAIN.ts", "ECG5000_TEST.ts"];

    /// <summary>Fetches both splits into a folder; what is there already is left alone.</summary>
    /// <exception cref="IOException">The network or the archive does not allow it; the message says what to do by hand.</exception>
    public static async Task GetAsync(HttpClient http, Uri address, string folder, CancellationToken cancel)
    {
        if (Wanted.All(name => File.Exists(Path.Combine(folder, name)))) return;
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
            answer.EnsureSuccessStatusCode();
            if (answer.Content.Headers.ContentLength > Largest) throw new InvalidDataException("it is larger than the data set can be");
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var archive = new MemoryStream();
            await CopyAsync(body, archive, cancel);
            await UnpackAsync(archive, folder, cancel);
        }
        catch (Exception reason) when (reason is HttpRequestException or IOException or InvalidDataException || reason is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new IOException(
                $"ECG5000 cannot be fetched from {address}: {reason.Message}. Fetch the archive on a machine that can, and put {string.Join(" and ", Wanted)} into {Path.GetFullPath(folder)}.", reason);
        }
    }

    private static async Task CopyAsync(Stream body, MemoryStream archive, CancellationToken cancel)
    {
        var buffer = new byte[81_920];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (archive.Length + read > Largest) throw new InvalidDataException("it is larger than the data set can be");
            archive.Write(buffer, 0, read);
        }
    }

    private static async Task UnpackAsync(MemoryStream archive, string folder, CancellationToken cancel)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
        Directory.CreateDirectory(folder);
        foreach (var name in Wanted)
        {
            var entry = zip.Entries.FirstOrDefault(entry => entry.Name == name) ?? throw new InvalidDataException($"it holds no {name}");
            if (entry.Length > Largest) throw new InvalidDataException($"{name} is larger than the data set can be");
            var whole = Path.Combine(folder, name);
            await using (var source = entry.Open())
            await using (var target = File.Create(whole + ".part")) await source.CopyToAsync(target, cancel);
            File.Move(whole + ".part", whole, overwrite: true); // half a file never passes for a whole one
        }
    }
}
