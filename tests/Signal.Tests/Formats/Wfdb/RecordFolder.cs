using EcgStream.Signal.Formats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

/// <summary>A temporary folder with the files of a record.</summary>
internal sealed class RecordFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wfdb-").FullName;

    public string Text(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public string Bytes(string name, params byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Reads a whole record, so many frames at a time.</summary>
    public static int[] ReadAll(string path, int framesAtATime = 3)
    {
        using var reader = WfdbSignalReader.Open(path);
        var all = new List<int>();
        var block = new int[framesAtATime * reader.Header.Signals.Count];
        for (int read; (read = reader.Read(block)) > 0;) all.AddRange(block[..(read * reader.Header.Signals.Count)]);
        return [.. all];
    }

    /// <summary>The error of an action, checked to be one sentence that names file and place.</summary>
    public static SignalFileException Error(Action action)
    {
        var error = Assert.Throws<SignalFileException>(action);
        Assert.StartsWith($"{error.File}: {error.Place}: ", error.Message);
        Assert.EndsWith(".", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.NotEmpty(error.Place);
        return error;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
