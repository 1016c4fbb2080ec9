using Microsoft.AspNetCore.DataProtection;

namespace EcgStream.Silo.Hosting;

/// <summary>Keeps what signs login cookies beside the file of keys: logins outlive a restart, and processes that share the file share them.</summary>
internal static class LoginKeys
{
    internal static void Keep(IServiceCollection services, ServerOptions options)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Keys))!, "login-keys");
        services.AddDataProtection().SetApplicationName("EcgStream").PersistKeysToFileSystem(new DirectoryInfo(folder));
    }
}
