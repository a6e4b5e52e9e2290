"""A SQLite file on a network file system is refused; what is local or unknown is not."""

from pathlib import Path

import pytest

from assessment.store import file_systems
from assessment.store.engine import UnsafeDatabase, open_database
from assessment.store.file_systems import kind_of, network_of

MOUNTED = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 27 0:50 / /srv rw,relatime shared:2 master:3 - nfs4 nas:/export rw,vers=4.2
41 40 254:1 / /srv/local rw - xfs /dev/vdb rw
42 27 0:51 / /mnt/team\040files rw - cifs //nas/team rw
43 27 0:52 / /mnt/back\134slash rw - smb3 //nas/other rw
44 27 0:53 / /home/ada/far rw,nosuid - fuse.sshfs ada@host: rw,user_id=1000
45 27 0:54 / /c rw - 9p C:\134 rw
46 27 0:55 / /over rw - ext4 /dev/vdc rw
47 46 0:56 / /over rw - nfs nas:/over rw
a line of nonsense
48 27 0:57 / /cut
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/cto/cto.db", "ext4"),
        ("/", "ext4"),
        ("/srv/cto.db", "nfs4"),
        ("/srv", "nfs4"),
        ("/srvelse/cto.db", "ext4"),
        ("/srv/local/cto.db", "xfs"),
        ("/srv/locally/cto.db", "nfs4"),
        ("/mnt/team files/cto.db", "cifs"),
        ("/mnt/back\\slash/cto.db", "smb3"),
        ("/home/ada/far/var/cto.db", "fuse.sshfs"),
        ("/c/cto.db", "9p"),
        ("/over/cto.db", "nfs"),
        ("/cut/cto.db", "ext4"),
    ],
)
def test_the_longest_mount_point_above_a_path_tells(path: str, kind: str) -> None:
    assert kind_of(path, MOUNTED) == kind


def test_where_nothing_can_be_read_nothing_is_known() -> None:
    assert kind_of("/var/cto.db", "") is None
    assert kind_of("/var/cto.db", "nonsense\n - \n") is None


def mounts(tmp_path: Path, kind: str) -> Path:
    """What the kernel would say with a file system of this kind at ``tmp_path``."""
    path = tmp_path / "mountinfo"
    path.write_text(
        f"27 1 254:0 / / rw - ext4 /dev/vda1 rw\n40 27 0:50 / {tmp_path} rw - {kind} x rw\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs3", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "glusterfs", "fuse.glusterfs"],
)
def test_a_network_has_a_name(tmp_path: Path, kind: str) -> None:
    assert network_of(tmp_path / "cto.db", mounts=mounts(tmp_path, kind)) == kind


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "9p", "nfsd", "what"])
def test_what_is_local_or_unknown_is_left_alone(tmp_path: Path, kind: str) -> None:
    assert network_of(tmp_path / "cto.db", mounts=mounts(tmp_path, kind)) is None


def test_a_link_is_followed_to_where_the_file_lies(tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (tmp_path / "near").symlink_to(far)
    told = mounts(tmp_path, "ext4")
    told.write_text(f"{told.read_text()}41 40 0:51 / {far} rw - nfs4 x rw\n")
    assert network_of(tmp_path / "near" / "cto.db", mounts=told) == "nfs4"


def test_elsewhere_than_on_linux_nobody_is_asked(tmp_path: Path) -> None:
    assert network_of(tmp_path / "cto.db", mounts=tmp_path / "missing") is None


def test_a_database_on_a_network_is_refused_before_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "var" / "cto.db"
    monkeypatch.setattr(file_systems, "MOUNTS", mounts(tmp_path, "nfs4"))
    with pytest.raises(UnsafeDatabase, match="network file system .nfs4.") as refused:
        open_database(f"sqlite:///{path}")
    assert "local disk" in str(refused.value)
    assert not path.parent.exists()
    monkeypatch.setattr(file_systems, "MOUNTS", mounts(tmp_path, "ext4"))
    open_database(f"sqlite:///{path}").close()
