using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace EcgStream.EndToEnd;

/// <summary>What a collector of OTLP gets.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Otlp_IngestAndClassify_SendsSpansAndFiguresWithoutPatients(bool postgres)
    {
        using var folder = new TempFolder();
        using var database = postgres ? new PostgresCluster() : null;
        using var collector = new Collector();
        await using var server = EcgProcess.ServerWith(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            },
            "--patients", "0", "--database", database?.ConnectionString ?? folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        (await http.PutAsJsonAsync("api/patients/secret-patient-77", new { bed = "secret-bed" })).EnsureSuccessStatusCode();
        var chunk = new { firstSample = 0, startTime = DateTimeOffset.UnixEpoch, rrMs = 800, samples = new float[140].Select((_, i) => MathF.Sin(i)).ToArray() };
        (await http.PostAsJsonAsync("api/patients/secret-patient-77/ecg", chunk)).EnsureSuccessStatusCode();

        string[] expected =
        [
            "POST /api/patients/{id}/ecg", "patient append", "inference run", "wait until stored", "store transaction",
            "ecgstream.inference.beats", "ecgstream.history.transaction.duration", "http.server.request.duration", "dotnet.gc.collections",
            .. postgres ? ["db.query.text", "db.client.operation.duration"] : Array.Empty<string>(),
        ];
        await Eventually.HoldsAsync(
            "the collector has every span and figure", () => Task.FromResult(expected.All(collector.Has)), TimeSpan.FromSeconds(60));
        // The caller's trace goes on: in the request, across the grain call, and back in the request.
        Assert.All(["POST /api/patients/{id}/ecg", "patient append", "wait until stored"], name =>
            Assert.True(collector.HasSpan(name, Convert.FromHexString("0af7651916cd43dd8448eb211c80319c")), name));
        Assert.False(collector.Has("secret"));
    }

    /// <summary>Takes what is posted; text in protobuf is UTF-8 as it is.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<byte[]> _bodies = new();

        public Collector()
        {
            // An HttpListener takes no port 0: one that was free a moment ago.
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = TakeAsync();
        }

        public string Address { get; }

        public bool Has(string text) => Has(Encoding.UTF8.GetBytes(text));

        /// <summary>A span of that name in that trace. In protobuf a span's trace and span ids come just before its name.</summary>
        public bool HasSpan(string name, byte[] trace)
        {
            var text = Encoding.UTF8.GetBytes(name);
            foreach (var body in _bodies)
            {
                for (var at = 0; body.AsSpan(at).IndexOf(text) is >= 0 and var found; at += found + 1)
                {
                    var start = Math.Max(0, at + found - 64);
                    if (body.AsSpan(start, at + found - start).IndexOf(trace) >= 0) return true;
                }
            }

            return false;
        }

        private bool Has(byte[] bytes) => _bodies.Any(body => body.AsSpan().IndexOf(bytes) >= 0);

        public void Dispose() => _listener.Close();

        private async Task TakeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try { context = await _listener.GetContextAsync(); }
                catch (Exception) when (!_listener.IsListening) { return; }
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _bodies.Enqueue(body.ToArray());
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
    }
}
