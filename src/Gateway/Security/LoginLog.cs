using System.Net;
using EcgStream.Gateway.Security.Keys;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Security;

internal static partial class LoginLog
{
    [LoggerMessage(1, LogLevel.Information, "Key {Key} ({Role}) has logged in")]
    public static partial void LoggedIn(ILogger log, string key, KeyRole role);

    [LoggerMessage(2, LogLevel.Warning, "A login from {Address} with no good key was refused")]
    public static partial void Refused(ILogger log, IPAddress? address);
}
