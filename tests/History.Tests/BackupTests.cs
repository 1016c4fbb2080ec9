
namespace EcgStream.History.Tests;

/// <summary>A copy made while the store is written is one consistent moment of it, and everything goes on from there.</summary>
public abstract class BackupTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Copy_WhileWritten_IsOneMomentAndGoesOn()
    {
        const int Before = 500, More = 200;
        string[] patients = ["p1", "p2", "p3"];
        var history = await store.OpenWith(patients);
        Write(history, patients, epoch: 1, from: 0, Before);
        await history.FlushAsync(default);

        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var beat = Before;
            for (; !stop.IsCancellationRequested; beat++)
            {
                Write(history, patients, epoch: 1, beat, 1);
                await history.FlushAsync(default);
            }

            return beat;
        });
        var copy = store.OpenCopy();
        await stop.CancelAsync();
        var written = await writing;

        foreach (var patient in patients)
        {
            var beats = (await copy.FindPatientAsync(patient, default))!.Beats;
            Assert.InRange(beats, Before, written);
            await AssertWholeAsync(copy, patient, beats);
            // The producer sends again what came after.
            Assert.Equal(2, (await copy.OpenAsync(patient, 0, default))!.Patient.Epoch);
            Write(copy, [patient], epoch: 2, (int)beats, More);
            await copy.FlushAsync(default);
            await AssertWholeAsync(copy, patient, beats + More);
        }

        Assert.Empty(_sink.Lost);
        Assert.Empty(_sink.Refused);
    }

    /// <summary>Every tenth beat comes with an alarm.</summary>
    private void Write(StoredHistory history, IEnumerable<string> patients, int epoch, int from, int count)
    {
        foreach (var patient in patients)
        {
            var alarms = Enumerable.Range(from, count).Where(beat => beat % 10 == 0).Select(beat => Samples.Alarm(patient, beat));
            Assert.True(history.TryWrite(Samples.Batch(patient, epoch, Samples.Beats(from, count), [.. alarms]), _sink));
        }
    }

    private static async Task AssertWholeAsync(StoredHistory history, string patient, long beats)
    {
        var page = await history.GetBeatsAsync(patient, new(Limit: 1_000), default);
        var newest = page.Items.Select(row => row.Beat).Reverse().ToList();
        Assert.Equal(Samples.Beats((int)beats - newest.Count, newest.Count), newest);
        Assert.Equal((beats, beats * 140), ((await history.FindPatientAsync(patient, default))!.Beats, (await history.FindPatientAsync(patient, default))!.Watermark));
        var alarms = await history.GetAlarmsAsync(new(PatientId: patient, Limit: 1_000), default);
        Assert.Equal(Enumerable.Range(0, (int)beats).Where(beat => beat % 10 == 0).Select(beat => (long)beat), alarms.Items.Select(alarm => alarm.OnsetBeat).Order());
    }
}

public sealed class SqliteBackupTests() : BackupTests(new HistoryFolder());

[Collection(PostgresCollection.Name)]
public sealed class PostgresBackupTests(PostgresCluster cluster) : BackupTests(new PostgresSchema(cluster));
