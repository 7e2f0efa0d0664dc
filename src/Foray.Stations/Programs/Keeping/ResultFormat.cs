using System.Text.Json;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Keeping;

/// <summary>The result of a program as bytes, in an <see cref="Envelope"/> of the parts state and suitcase.</summary>
internal static class ResultFormat
{
    private const string Name = "foray-program-result";

    /// <summary>Writes a result.</summary>
    public static byte[] Write(ProgramResult result)
    {
        var header = new ResultHeader(
            result.Id, result.Family, result.Epoch, result.ReportingStation, result.Station, result.End, result.Message, result.Trace, result.Time, result.Clones, result.State?.Format);
        return Envelope.Seal(Name, JsonSerializer.SerializeToUtf8Bytes(header, KeepingJson.Default.ResultHeader), result.State?.Data ?? [], result.Suitcase);
    }

    /// <summary>Reads a result of this or another station.</summary>
    /// <exception cref="DiagnosticException">It is damaged (FORAY295), or of a newer version (FORAY290).</exception>
    public static ProgramResult Read(ReadOnlyMemory<byte> bytes)
    {
        var envelope = Envelope.Open(Name, 2, bytes);
        var header = HeaderFormat.Read(Name, envelope.Header, KeepingJson.Default.ResultHeader);
        if (!ProgramId.IsOne(header.Id) || !ProgramId.IsOne(header.Family) || header.Epoch < 1 || header.Clones < 0 || !Enum.IsDefined(header.End))
            throw Envelope.Damaged(Name, "its id, epoch, number of clones or end is none");
        return new ProgramResult
        {
            Id = header.Id,
            Family = header.Family,
            Epoch = header.Epoch,
            ReportingStation = header.ReportingStation,
            Station = header.Station,
            End = header.End,
            Message = header.Message,
            Trace = header.Trace,
            Time = header.Time,
            Clones = header.Clones,
            State = HeaderFormat.ReadState(Name, header.StateFormat, envelope.Parts[0]),
            Suitcase = envelope.Parts[1].ToArray(),
        };
    }
}
