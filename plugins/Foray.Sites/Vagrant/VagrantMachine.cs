using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sites.Folders;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>A virtual machine with a folder of its own, in which Vagrant knows it and no other.</summary>
internal sealed class VagrantMachine
{
    private const string AddressFile = "address.json";

    private readonly IReadOnlyList<string> _labels;

    private VagrantMachine(string name, string id, IReadOnlyList<string> labels, VagrantRecord record)
    {
        (Name, Id, _labels) = (name, id, labels);
        (Definition, Address) = (record.Definition, record.Address);
        Folder = new MachineFolder(record.Folder);
    }

    public string Name { get; }

    public string Id { get; }

    public VagrantDefinition Definition { get; }

    public MachineFolder Folder { get; }

    /// <summary>How to reach it; null where that is not known yet.</summary>
    public SshAddress? Address { get; private set; }

    public VagrantState State { get; set; }

    /// <summary>What the journal is to know of it.</summary>
    public MachineRecord Record => new(Name, Id, _labels, new VagrantRecord(Folder.Path, Definition, Address).ToJson());

    /// <summary>File for its host key.</summary>
    public string KnownHosts => Path.Combine(Folder.Path, "known_hosts");

    /// <summary>True where Vagrant has been at work in the folder.</summary>
    public bool IsKnownToVagrant => Directory.Exists(VagrantsOwn);

    /// <summary>Identity of the virtual machine that Vagrant keeps in the folder; null where there is none.</summary>
    public string? VirtualMachine =>
        IsKnownToVagrant && Directory.EnumerateFiles(VagrantsOwn, "id", SearchOption.AllDirectories).FirstOrDefault() is { } file ? File.ReadAllText(file).Trim() : null;

    /// <summary>Name under which its host key is known: that of the virtual machine, as another one in its place has another key.</summary>
    public string HostKeyName => VirtualMachine is { Length: > 0 } name && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? name : Id;

    private string VagrantsOwn => Path.Combine(Folder.Path, ".vagrant");

    public static VagrantMachine Of(MachineRequest request, string stateFolder) => new(
        request.Name,
        request.Id,
        request.Labels,
        new VagrantRecord(Path.GetFullPath(Path.Combine(stateFolder, request.Name)), VagrantDefinition.FromJson(request.Machine.Specification), null));

    public static VagrantMachine Of(MachineRecord record) => new(record.Name, record.Id, record.Labels, VagrantRecord.FromJson(record.Data));

    /// <summary>Keeps how to reach it, in the folder too: a later Foray tries it before it asks Vagrant.</summary>
    public void Keep(SshAddress address)
    {
        Address = address;
        Folder.Write(AddressFile, address.ToJson());
    }

    /// <summary>Finds how to reach it, as a former Foray kept it.</summary>
    public bool Recall()
    {
        var file = Path.Combine(Folder.Path, AddressFile);
        if (!File.Exists(file))
            return false;
        Address = SshAddress.FromJson(File.ReadAllText(file));
        return true;
    }

    /// <summary>Forgets how to reach it: what comes in its place has another key.</summary>
    public void Forget()
    {
        Address = null;
        File.Delete(KnownHosts);
        File.Delete(Path.Combine(Folder.Path, AddressFile));
    }
}
