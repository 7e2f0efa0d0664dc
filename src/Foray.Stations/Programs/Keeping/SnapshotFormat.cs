using System.Text.Json;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Keeping;

/// <summary>A program as bytes, in an <see cref="Envelope"/> of the parts state and suitcase.</summary>
internal static class SnapshotFormat
{
    private const string Name = "foray-program-snapshot";

    /// <summary>Writes a snapshot.</summary>
    public static byte[] Write(ProgramSnapshot snapshot)
    {
        var header = new SnapshotHeader(snapshot.Id, snapshot.Family, snapshot.ReportingStation, snapshot.Epoch, snapshot.Package, snapshot.State?.Format, snapshot.Clones, snapshot.Limits);
        return Envelope.Seal(Name, JsonSerializer.SerializeToUtf8Bytes(header, KeepingJson.Default.SnapshotHeader), snapshot.State?.Data ?? [], snapshot.Suitcase);
    }

    /// <summary>Reads a snapshot of this or another station.</summary>
    /// <exception cref="DiagnosticException">It is damaged (FORAY295), or of a newer version (FORAY290).</exception>
    public static ProgramSnapshot Read(ReadOnlyMemory<byte> bytes)
    {
        var envelope = Envelope.Open(Name, 2, bytes);
        var header = HeaderFormat.Read(Name, envelope.Header, KeepingJson.Default.SnapshotHeader);
        Check(header);
        return new ProgramSnapshot
        {
            Id = header.Id,
            Family = header.Family,
            ReportingStation = header.ReportingStation,
            Epoch = header.Epoch,
            Package = header.Package,
            State = HeaderFormat.ReadState(Name, header.StateFormat, envelope.Parts[0]),
            Suitcase = envelope.Parts[1].ToArray(),
            Clones = header.Clones,
            Limits = header.Limits,
        };
    }

    private static void Check(SnapshotHeader header)
    {
        if (!ProgramId.IsOne(header.Id) || !ProgramId.IsOne(header.Family))
            throw Envelope.Damaged(Name, "its id is none of a program");
        if (header.Epoch < 1 || header.Clones < 0 || header.ReportingStation.Length == 0)
            throw Envelope.Damaged(Name, "its epoch, its number of clones or its reporting station is none");
        var package = header.Package;
        if (package.Runtime.Length == 0 || !package.Modules.ContainsKey(package.Main) || package.Modules.Values.Any(text => text is null) || package.Arguments.Any(text => text is null))
            throw Envelope.Damaged(Name, "its package is not complete");
        var limits = header.Limits;
        if (limits.Memory <= 0 || limits.Cpu <= TimeSpan.Zero || limits.Time <= TimeSpan.Zero || limits.Suitcase < 0 || limits.Output < 0)
            throw Envelope.Damaged(Name, "its limits are none");
    }
}
