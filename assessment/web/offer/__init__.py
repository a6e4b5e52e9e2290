"""Where somebody who was offered a job reads the offer with the same facts as a brief."""
