using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace EcgStream.Dashboard;

/// <summary>
/// Finds scripts and styles however the host was started. ASP.NET Core itself reads the build's list of files only in the
/// Development environment, and a published wwwroot only when the working directory is the program's own.
/// </summary>
internal static class DashboardFiles
{
    public static void MakeFindable(WebApplication app)
    {
        var environment = app.Environment;
        var built = Path.Combine(AppContext.BaseDirectory, environment.ApplicationName + ".staticwebassets.runtime.json");
        if (File.Exists(built))
        {
            if (!environment.IsDevelopment())
                StaticWebAssetsLoader.UseStaticWebAssets(environment, app.Configuration);
            return;
        }

        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (environment.WebRootFileProvider is NullFileProvider && Directory.Exists(published))
        {
            environment.WebRootPath = published;
            environment.WebRootFileProvider = new PhysicalFileProvider(published);
        }
    }
}
