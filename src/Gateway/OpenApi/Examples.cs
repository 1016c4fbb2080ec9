using System.Text.Json.Nodes;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Alarms;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Ingest;
using EcgStream.Gateway.Models;
using EcgStream.Gateway.Operations;
using EcgStream.Gateway.Patients;

namespace EcgStream.Gateway.OpenApi;

/// <summary>What answers look like, for the OpenAPI document; long arrays are cut short. A test holds them to the schemas.</summary>
internal static class Examples
{
    private const string Verdict =
        """
        {"class":"ROnTPvc","name":"R-on-T PVC","number":2,"probability":0.97,"abnormality":0.998,"disagree":false,
         "reconstructionError":0.81,"threshold":0.3145,"anomalyScore":2.58,
         "models":{"dnn":{"class":"ROnTPvc","name":"R-on-T PVC","probabilities":[0.01,0.96,0.02,0.01,0.0]},"autoencoder":{"anomalous":true}},
         "modelSet":"1.0.0+831f5bcb"}
        """;

    private const string Alarm =
        """
        {"id":"bed-001:ventricular-run:1204","patientId":"bed-001","rule":"ventricular-run","kind":"Physiological","priority":"High",
         "state":"Active","text":"VT 7 beats at 152/min","onsetBeat":1204,"onsetAt":"2026-01-31T12:16:20Z","raisedAt":"2026-01-31T12:16:23Z",
         "changedAt":"2026-01-31T12:16:23Z","endedAt":null,"acknowledgedBy":null,"acknowledgedAt":null,"cursor":311,"stored":true}
        """;

    private const string Patient =
        """
        "patientId":"bed-001","bed":"12A","watermark":168700,"beats":1205,"lastBeatAt":"2026-01-31T12:16:22Z","heartRate":74.2,
        "lastClass":"Normal","lastProbability":0.99,"anomalyScore":0.41,"alarm":null,"alarmPriority":"Event","live":true,
        "updatedAt":"2026-01-31T12:16:23Z","signal":"Present","audioPause":null
        """;

    private const string Beat =
        $$"""
        {"beat":1204,"start":"2026-01-31T12:16:20Z","rrMs":395,"heartRate":151.9,"sampleHash":"10278345610998324511","verdict":{{Verdict}},
         "times":{"due":"2026-01-31T12:16:20.395Z","received":"2026-01-31T12:16:20.4Z","batched":"2026-01-31T12:16:20.401Z","inferred":"2026-01-31T12:16:20.403Z"},
         "storedAt":"2026-01-31T12:16:20.42Z","waveform":null,"waveformAbsent":"Ask for the beat alone, or with waveforms=true."}
        """;

    private const string Threshold =
        """
        {"threshold":0.35,"shipped":0.314545,"version":"1.0.0+831f5bcb;t=0.3500",
         "train":{"beats":500,"truePositives":199,"falsePositives":4,"falseNegatives":9,"trueNegatives":288,"precision":0.98,"recall":0.957},
         "test":null}
        """;

    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(ClassifyAnswer)] = $$"""{"modelSet":"1.0.0+831f5bcb","beats":[{{Verdict}}]}""",
        [typeof(FileAnswer)] = $$"""{"modelSet":"1.0.0+831f5bcb","beats":[{"line":3,"truth":"ROnTPvc","verdict":{{Verdict}}}],"errors":[{"line":4,"column":140,"reason":"139 samples, not 140"}]}""",
        [typeof(ExplainAnswer)] = $$"""{"modelSet":"1.0.0+831f5bcb","verdict":{{Verdict}},"attribution":{"dnn":[0.02],"lstm":[0.01],"cnn":[0.04],"autoencoder":[0.3]},"reconstruction":[-0.24]}""",
        [typeof(TestBeatAnswer)] = """{"source":"ECG5000 TEST, 3120 beats","synthetic":false,"class":"ROnTPvc","name":"R-on-T PVC","number":2,"draw":17,"samples":[-0.24]}""",
        [typeof(PatientList)] = $$"""{"items":[{ {{Patient}} }]}""",
        [typeof(PatientDetail)] = $$"""{ {{Patient}}, "limits":{"heartRateLow":40,"heartRateHigh":140,"ventricularRateHigh":100},"admittedAt":"2026-01-31T12:00:00Z"}""",
        [typeof(BeatPage)] = $$"""{"items":[{{Beat}}],"next":"1204"}""",
        [typeof(BeatBody)] = Beat,
        [typeof(PatientStatus)] = $$"""{ {{Patient}} }""",
        [typeof(ActAnswer)] = """{"patientId":"bed-001","act":"discharged","by":"Dr. Grey"}""",
        [typeof(ActPage)] = """{"items":[{"number":7,"at":"2026-01-31T12:16:40Z","by":"Dr. Grey","act":"acknowledged","detail":"ventricular-run"}],"next":null}""",
        [typeof(TrendAnswer)] = """{"patientId":"bed-001","resolution":"Minute","points":[{"start":"2026-01-31T12:16:00Z","beats":74,"heartRate":74.2,"heartRateLeast":61,"heartRateMost":152,"anomalyScore":0.44,"anomalyScoreMost":2.58,"anomalous":7,"disagree":1,"alarms":{"high":1,"medium":0,"low":0,"events":0}}]}""",
        [typeof(AlarmBeats)] = $$"""{"alarm":{{Alarm}},"beats":[{{Beat}}]}""",
        [typeof(StatusAnswer)] = """{"taken":1,"refused":{}}""",
        [typeof(BatchOutcome)] = """{"watermark":1680,"outcome":"Taken","reason":null}""",
        [typeof(IngestAnswer)] = """{"watermark":140,"taken":1,"duplicates":0}""",
        [typeof(BatchAnswer)] = """{"patients":{"bed-001":{"watermark":140,"outcome":"Taken","reason":null}}}""",
        [typeof(WatermarksAnswer)] = """{"watermarks":{"bed-001":140,"bed-002":null}}""",
        [typeof(AlarmPage)] = $$"""{"items":[{{Alarm}}],"next":null,"cursor":"311"}""",
        [typeof(AlarmRecord)] = Alarm,
        [typeof(ModelsAnswer)] = $$"""{"manifest":{"version":"1.0.0+831f5bcb;t=0.3500"},"threshold":{{Threshold}},"changes":[{"threshold":0.35,"changedBy":"Dr. Grey","changedAt":"2026-01-31T12:00:00Z"}],"evaluation":null,"evaluationAbsent":"There is no evaluation.json beside the models: run ./ecgstream evaluate."}""",
        [typeof(ThresholdAnswer)] = Threshold,
        [typeof(StatsAnswer)] = """{"patients":50,"livePatients":50,"beatsJudged":60250,"queueDepth":0,"batchMean":1.4,"batchMost":8,"historyBytes":52400000,"managedBytes":41000000,"allocatedBytes":6400000000,"workingSetBytes":210000000,"cpuSeconds":61.4,"uptimeSeconds":983,"modelSet":"1.0.0+831f5bcb"}""",
        [typeof(HealthAnswer)] = """{"status":"ready","reasons":[],"codes":[]}""",
    };

    /// <summary>An answer of the type, or null where nobody has written one.</summary>
    public static JsonNode? Of(Type answer) => Texts.TryGetValue(answer, out var text) ? JsonNode.Parse(text) : null;

    /// <summary>A refusal with this status.</summary>
    public static JsonNode Refusal(int status, string title, string detail) => new JsonObject
    {
        ["type"] = "about:blank",
        ["title"] = title,
        ["status"] = status,
        ["detail"] = detail,
        ["instance"] = "/api/…",
        ["errors"] = new JsonObject { ["field"] = new JsonArray(detail) },
    };
}
