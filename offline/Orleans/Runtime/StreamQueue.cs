namespace Orleans.Standin;

/// <summary>What was published together.</summary>
internal sealed record StreamBatch(StreamId Stream, object?[] Items, long SequenceNumber);

/// <summary>One queue of a stream provider and the agent that empties it.</summary>
internal sealed class StreamQueue(MemoryStreamProvider provider)
{
    // The real memory queue's bound: a publisher gets an exception, and shall publish again later.
    private const int MaxWaiting = 16_384;
    private readonly Lock _gate = new();
    private readonly Queue<StreamBatch> _published = new();

    // By stream and consumer class, only while something waits there. Together at most MaxWaiting: then polling pauses.
    private readonly Dictionary<GrainKey, Queue<StreamBatch>> _delivering = [];
    private int _undelivered;
    private long _sequence;

    public void Enqueue(StreamId stream, object?[] items)
    {
        lock (_gate)
        {
            if (_published.Count >= MaxWaiting)
                throw new InvalidOperationException($"Can not enqueue since the count has reached its maximum of {MaxWaiting}");

            _published.Enqueue(new(stream, items, ++_sequence));
        }
    }

    public async Task PollAsync()
    {
        using var timer = new PeriodicTimer(provider.PollPeriod, provider.Silo.Time);
        while (await timer.WaitForNextTickAsync(provider.Stopping))
            Poll();
    }

    private void Poll()
    {
        lock (_gate)
        {
            while (_undelivered < MaxWaiting && _published.TryDequeue(out var batch))
            {
                foreach (var consumer in provider.ConsumersOf(batch.Stream))
                {
                    var key = new GrainKey(consumer, batch.Stream.GetKeyAsString());
                    _undelivered++;
                    if (_delivering.TryGetValue(key, out var waiting))
                    {
                        waiting.Enqueue(batch);
                        continue;
                    }

                    _delivering.Add(key, new([batch]));
                    _ = Task.Run(() => DeliverAllAsync(key));
                }
            }
        }
    }

    private async Task DeliverAllAsync(GrainKey consumer)
    {
        while (Next(consumer) is { } batch && !provider.Stopping.IsCancellationRequested)
        {
            await DeliverAsync(consumer, batch);
            lock (_gate)
            {
                _undelivered--;
                _delivering[consumer].Dequeue();
            }
        }
    }

    private StreamBatch? Next(GrainKey consumer)
    {
        lock (_gate)
        {
            if (_delivering[consumer].TryPeek(out var batch))
                return batch;

            _delivering.Remove(consumer);
            return null;
        }
    }

    private async Task DeliverAsync(GrainKey consumer, StreamBatch batch)
    {
        var silo = provider.Silo;
        var begun = silo.Time.GetTimestamp();
        for (var pause = TimeSpan.FromSeconds(1); ; pause *= 2)
        {
            try
            {
                var delivery = new StreamDelivery(provider.Name, batch);
                silo.Send(consumer, delivery);
                await delivery.Done;
                return;
            }
            catch (Exception) when (provider.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (silo.Time.GetElapsedTime(begun) + pause < provider.MaxDeliveryTime)
            {
                StandinLog.DeliveryFailed(silo.Logger, batch.Stream, consumer, exception);
                await Task.Delay(pause, silo.Time, provider.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception)
            {
                StandinLog.DeliveryGivenUp(silo.Logger, batch.Stream, consumer, exception);
                silo.Send(consumer, new StreamDelivery(provider.Name, batch, exception));
                return;
            }
        }
    }
}
