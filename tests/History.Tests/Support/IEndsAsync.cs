namespace EcgStream.History.Tests;

/// <summary>A class of tests with something to close: xunit 2 asks for <see cref="IAsyncLifetime"/> and does not know <see cref="IAsyncDisposable"/>.</summary>
public interface IEndsAsync : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();
}
