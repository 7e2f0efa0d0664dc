using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.HandOff;

/// <summary>A request from station to station. Each may come twice, late, or after the station that sent it is gone.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Id">Id of the program.</param>
/// <param name="Epoch">The incarnation that it is about: with an offer, the one that is to live at the destination.</param>
internal sealed record HandOffRequest(HandOffRequestKind Kind, string Id, long Epoch)
{
    /// <summary>With an offer: the station where the program lives.</summary>
    public string? Origin { get; init; }

    /// <summary>With an offer: the program, see <see cref="SnapshotFormat"/>.</summary>
    public byte[]? Snapshot { get; init; }

    /// <summary>The request as JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, HandOffJson.Default.HandOffRequest);

    /// <summary>Reads a request.</summary>
    /// <exception cref="DiagnosticException">It is none (FORAY299).</exception>
    public static HandOffRequest Read(byte[] bytes)
    {
        try
        {
            var request = JsonSerializer.Deserialize(bytes, HandOffJson.Default.HandOffRequest);
            if (request is not null && Enum.IsDefined(request.Kind) && ProgramId.IsOne(request.Id) && request.Epoch > 0)
                return request;
        }
        catch (JsonException exception)
        {
            throw HandOffErrors.BadRequest(exception);
        }

        throw HandOffErrors.BadRequest();
    }
}
