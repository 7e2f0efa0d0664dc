namespace Foray.Sites.Vagrant;

/// <summary>What runs the virtual machines.</summary>
public enum VagrantBackend
{
    /// <summary>KVM by libvirt, with the plugin vagrant-libvirt.</summary>
    Libvirt,

    /// <summary>VirtualBox.</summary>
    Virtualbox,
}
