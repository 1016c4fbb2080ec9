using Microsoft.Extensions.DependencyInjection;

namespace MudBlazor.Services
{
    public static class ServiceCollectionExtensions
    {
        public static IServiceCollection AddMudServices(this IServiceCollection services) =>
            services.AddScoped<ISnackbar, SnackbarService>();
    }
}

namespace MudBlazor
{
    /// <summary>Short messages that go away by themselves.</summary>
    public interface ISnackbar
    {
        Snackbar? Add(
            string message, Severity severity = Severity.Normal, Action<SnackbarOptions>? configure = null, string? key = null);
    }

    /// <summary>Nothing of it can be set here.</summary>
    public sealed class SnackbarOptions;

    public sealed record Snackbar(string Message, Severity Severity);

    internal sealed class SnackbarService : ISnackbar
    {
        /// <summary>The oldest gives way to a new one.</summary>
        private const int Most = 5;

        private readonly List<Snackbar> shown = [];

        public event Action? Changed;

        public IReadOnlyList<Snackbar> Shown => shown;

        public Snackbar? Add(string message, Severity severity, Action<SnackbarOptions>? configure, string? key)
        {
            if (configure is not null || key is not null)
                throw new NotSupportedException("The stand-in's snackbars have neither options nor keys.");
            var snackbar = new Snackbar(message, severity);
            if (shown.Count == Most)
                shown.RemoveAt(0);
            shown.Add(snackbar);
            Changed?.Invoke();
            _ = GoAwayAsync(snackbar);
            return snackbar;
        }

        public void Remove(Snackbar snackbar)
        {
            if (shown.Remove(snackbar))
                Changed?.Invoke();
        }

        private async Task GoAwayAsync(Snackbar snackbar)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            Remove(snackbar);
        }
    }
}
