using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EcgStream.Gateway.Bodies;

/// <summary>The file of a multipart request, read as it arrives: it is never held whole, neither in memory nor on disk.</summary>
/// <param name="Name">File name as the client gave it; used for its extension and in messages only.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record UploadedFile(string Name, Stream Content)
{
    /// <summary>Limit, bytes: 10,000 beats with 20 characters a sample fit.</summary>
    public const int Limit = 32 * 1024 * 1024;

    private const int LongestBoundary = 70; // RFC 2046, 5.1.1

    public static async Task<UploadedFile> OpenAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ||
            !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw Refusal.WrongMediaType("A body of type multipart/form-data with a file is expected.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            throw Refusal.WrongMediaType("multipart/form-data needs a boundary of 1…70 characters.");

        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (request.ContentLength > Limit)
        {
            // Kestrel reads on for some seconds so that the client gets to see the answer, but not beyond its own limit.
            if (size is { IsReadOnly: false }) size.MaxRequestBodySize = null;
            throw Refusal.TooLarge("body", $"The body is larger than {Limit / 1024 / 1024} MiB.");
        }

        if (size is { IsReadOnly: false }) size.MaxRequestBodySize = Limit;

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.AsFileSection() is { FileName.Length: > 0, FileStream: { } content } file)
                    return new UploadedFile(file.FileName, content);
            }
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw Refusal.BadRequest("body", "The body is not valid multipart/form-data.");
        }

        throw Refusal.BadRequest("file", "The body holds no file.");
    }

    /// <summary>True for what reading a body throws when the client has sent rubbish or stopped in the middle.</summary>
    public static bool IsBroken(Exception fault) => fault is IOException and not BadHttpRequestException or InvalidDataException;
}
