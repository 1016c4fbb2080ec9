using System.IO.Compression;
using System.Net;
using EcgStream.Simulator.Data;

namespace EcgStream.Simulator.Tests.Data;

public sealed class Ecg5000DataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgstream-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task GetAsync_Archive_IsUnpackedAndDescribed()
    {
        await GetAsync(Archive(("x/ECG5000_TRAIN.ts", Beats(1, 1, 2)), ("x/ECG5000_TEST.ts", Beats(3))));

        var lines = Ecg5000Report.Describe(_folder.FullName).ToList();
        Assert.Matches(@"^ECG5000_TRAIN\.ts: 3 beats \(Normal 2, R-on-T PVC 1\), SHA-256 [0-9a-f]{64}$", lines[1]);
        Assert.Matches(@"^ECG5000_TEST\.ts: 1 beats \(PVC 1\), ", lines[2]);
        Assert.Equal(
            [
                "TRAIN has 2/1/0/0/0 beats by class; the official split has 292/177/10/19/2.",
                "The TRAIN file is not byte for byte the one that the shipped models were fitted on (another format of it, perhaps).",
                "TEST has 0/0/1/0/0 beats by class; the official split has 2627/1590/86/175/22: five-class figures are re-weighted.",
            ],
            Ecg5000Report.Faults(_folder.FullName, "00"));
    }

    [Fact]
    public async Task GetAsync_NetworkRefuses_SaysWhatToDoAndLeavesNothing()
    {
        var reason = await Assert.ThrowsAsync<IOException>(() => GetAsync(new HttpResponseMessage(HttpStatusCode.Forbidden)));
        foreach (var file in (string[])["ECG5000_TRAIN.ts", "ECG5000_TEST.ts"]) Assert.Contains(file, reason.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task GetAsync_ArchiveOfSomethingElse_IsRefused()
    {
        var reason = await Assert.ThrowsAsync<IOException>(() => GetAsync(Archive(("readme.txt", "hello"))));
        Assert.Contains("ECG5000_TRAIN.ts", reason.Message, StringComparison.Ordinal);
    }

    private async Task GetAsync(HttpResponseMessage answer)
    {
        using var http = new HttpClient(new Answering(answer));
        await Ecg5000Download.GetAsync(http, Ecg5000Download.Address, _folder.FullName, default);
    }

    private static HttpResponseMessage Archive(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes.ToArray()) };
    }

    private static string Beats(params int[] classes) =>
        "@data\n" + string.Concat(classes.Select(one => string.Join(',', Enumerable.Repeat("0.5", 140)) + $":{one}\n"));

    private sealed class Answering(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer);
    }
}
