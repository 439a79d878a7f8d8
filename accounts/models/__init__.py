from accounts.models.consent import Consent
from accounts.models.department import Appointment, Department
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = ["ApiToken", "Appointment", "Consent", "Department", "User"]
