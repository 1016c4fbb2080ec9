using EcgStream.History;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Formats;
using Microsoft.Extensions.Options;

namespace EcgStream.Silo.Commands;

/// <summary>Says in words what a user can mend (missing data, a port in use, a broken model or history file), without a stack trace.</summary>
internal static class Plainly
{
    internal static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception reason) when (reason is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException
            or SignalFileException or ModelSetException or HistoryUnavailableException or OptionsValidationException or Orleans.Runtime.OrleansException)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }
}
