namespace Orleans.Standin;

/// <summary>The one silo of a host: its activations, its observers and the door to both.</summary>
internal sealed class Silo(
    IServiceProvider services, IOptions<GrainCollectionOptions> collection, IOptions<StandinOptions> standin, TimeProvider time, ILogger<Silo> logger)
    : BackgroundService, IClusterClient
{
    // Orleans' default.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<GrainKey, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainKey, Observer> _observers = new();
    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _methods = new();
    private readonly ConcurrentDictionary<Type, GrainMethod[]> _checked = new();
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();
    private volatile bool _stopped;
    public IServiceProvider ServiceProvider => services;
    public GrainCollectionOptions Collection => collection.Value;
    public TimeProvider Time => time;
    public ILogger Logger => logger;
    public Copier Copier { get; } = new();
    public GrainClasses Classes { get; } = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (standin.Value.Joins is { } primary)
        {
            throw new OrleansException($"This build uses a stand-in for Orleans that never clusters, so it cannot join the silo at {primary}. "
                + "Build with the real packages (ECGSTREAM_PACKAGES=real), or run one silo.");
        }

        if (Collection.CollectionQuantum <= TimeSpan.Zero || Collection.CollectionAge <= Collection.CollectionQuantum)
            throw new OrleansException($"GrainCollectionOptions.CollectionAge ({Collection.CollectionAge}) must be greater than CollectionQuantum ({Collection.CollectionQuantum}), which must be positive.");

        StandinLog.Started(logger);
        foreach (var provider in services.GetServices<MemoryStreamProvider>())
            provider.Start(this);

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var provider in services.GetServices<MemoryStreamProvider>())
            await provider.StopAsync();

        // Grains may still call each other while they leave; what they wake is told to leave in the next round.
        while (!_activations.IsEmpty && !cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(_activations.Values.Select(activation =>
                activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops.")))).WaitAsync(cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopped = true;
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey =>
        Get<TGrainInterface>(GrainKey.Text(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey =>
        Get<TGrainInterface>(GrainKey.Text(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        if (string.IsNullOrWhiteSpace(primaryKey))
            throw new ArgumentNullException(nameof(primaryKey));
        return Get<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or Grain)
            throw new ArgumentException("The object is a grain or a reference already.", nameof(obj));
        var key = new GrainKey(typeof(Observer), GrainKey.Text(Guid.NewGuid()));
        _observers[key] = new Observer(obj, this);
        return (TGrainObserverInterface)(object)Refer(typeof(TGrainObserverInterface), key);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference || !_observers.TryRemove(reference.Key, out _))
            throw new ArgumentException("Reference is not associated with a local object.", nameof(obj));
    }

    public GrainReference Refer(Type grainInterface, GrainKey key)
    {
        // What its methods take and give is checked here, once, so that a message without marks is found early.
        _checked.GetOrAdd(grainInterface, static (type, silo) => [.. type.GetInterfaces().Append(type).SelectMany(each => each.GetMethods()).Select(silo.MethodOf)], this);
        var reference = (GrainReference)DispatchProxy.Create(grainInterface, typeof(GrainReference));
        reference.Bind(this, key);
        return reference;
    }

    public GrainMethod MethodOf(MethodInfo method) => _methods.GetOrAdd(method, static (method, copier) => GrainMethod.Make(method, copier), Copier);
    public ObjectFactory Factory(Type grainClass) => _factories.GetOrAdd(grainClass, static type => ActivatorUtilities.CreateFactory(type, []));

    public void Send(GrainKey key, Request request)
    {
        if (key.Type == typeof(Observer))
        {
            if (!_observers.TryGetValue(key, out var observer) || !observer.TryReceive(request))
            {
                // Nobody is there to answer, as on the real one: a caller that wants an answer waits in vain.
                _ = FailAsync(request, key);
            }

            return;
        }

        ObjectDisposedException.ThrowIf(_stopped, this);
        while (!_activations.GetOrAdd(key, static (key, silo) => new Activation(silo, key), this).TryReceive(request))
            Thread.Yield();
    }

    public void Forget(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var quantum = Collection.CollectionQuantum < TimeSpan.FromSeconds(5) ? Collection.CollectionQuantum : TimeSpan.FromSeconds(5);
        using var timer = new PeriodicTimer(quantum, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully, TaskScheduler.Default))
        {
            foreach (var (_, activation) in _activations)
                activation.Age(Collection.CollectionAge, ResponseTimeout);
        }
    }

    private async Task FailAsync(Request request, GrainKey key)
    {
        if (!request.OneWay)
        {
            await Task.Delay(ResponseTimeout, time);
            request.Fail(new TimeoutException($"Response did not arrive on time in {ResponseTimeout} for message: {request} to {key}."));
        }
    }

    private TGrainInterface Get<TGrainInterface>(string key, string? prefix) =>
        (TGrainInterface)(object)Refer(typeof(TGrainInterface), new GrainKey(Classes.For(typeof(TGrainInterface), prefix), key));
}

internal sealed class StandinOptions
{
    /// <summary>The silo that this one was told to join, if it was.</summary>
    public System.Net.IPEndPoint? Joins { get; set; }
}
